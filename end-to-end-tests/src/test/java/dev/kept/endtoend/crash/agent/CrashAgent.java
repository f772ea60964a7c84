package dev.kept.endtoend.crash.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Does to a JVM what no signal can, without a word about it in the code that runs there: ends it before or after PostgreSQL executes a statement or
 * Kafka commits a transaction, sets its clock, and leads its connections to other ports. It comes with the start, or to a JVM that runs.
 */
public final class CrashAgent implements ClassFileTransformer {

    /** The system property that holds by how many milliseconds the clock is wrong; absent is not at all. */
    static final String CLOCK = "kept.crash.clock";

    private static final ClassDesc POINTS = ClassDesc.of("dev.kept.endtoend.crash.agent.CrashPoints");
    private static final ClassDesc DETOURS = ClassDesc.of("dev.kept.endtoend.crash.agent.Detours");
    private static final ClassDesc ADDRESS = ClassDesc.of("java.net.InetSocketAddress");
    private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");
    private static final ClassDesc LONG = ClassDesc.of("java.lang.Long");
    private static final MethodTypeDesc TAKES_ANYTHING =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object);
    private static final MethodTypeDesc PROPERTY =
            MethodTypeDesc.of(LONG, ConstantDescs.CD_String, ConstantDescs.CD_long);

    /** By class, the method that is changed. */
    private static final Map<String, String> CHANGED = Map.of(
            "org/postgresql/core/v3/QueryExecutorImpl", "execute",
            "org/apache/kafka/clients/producer/KafkaProducer", "commitTransaction",
            "org/postgresql/util/HostSpec", "getPort",
            "org/apache/kafka/common/network/Selector", "doConnect",
            "java/time/Clock", "currentInstant",
            "java/time/Clock$SystemClock", "millis");

    private static final AtomicBoolean IN_PLACE = new AtomicBoolean();

    private CrashAgent() {}

    /** Called by the JVM before the program's own main method. */
    public static void premain(String instructions, Instrumentation instrumentation) throws UnmodifiableClassException {
        obey(instructions, instrumentation);
    }

    /** Called by the JVM when somebody attaches to it. */
    public static void agentmain(String instructions, Instrumentation instrumentation)
            throws UnmodifiableClassException {
        obey(instructions, instrumentation);
    }

    /** @param instructions separated by {@code |}, each a word and what it needs, separated by {@code ;} */
    private static void obey(String instructions, Instrumentation instrumentation) throws UnmodifiableClassException {
        for (String each : instructions.split("\\|", -1)) {
            String[] word = each.split(";", 2);
            switch (word[0]) {
                case "point" -> CrashPoints.arm(word[1]);
                case "clock" -> System.setProperty(CLOCK, word[1]);
                case "ports" -> Detours.lead(word[1]);
                default -> throw new IllegalArgumentException(each);
            }
        }
        if (IN_PLACE.compareAndSet(false, true)) {
            instrumentation.addTransformer(new CrashAgent(), true);
            List<Class<?>> loaded = new ArrayList<>();
            for (Class<?> each : instrumentation.getAllLoadedClasses()) {
                if (CHANGED.containsKey(each.getName().replace('.', '/'))) {
                    loaded.add(each);
                }
            }
            instrumentation.retransformClasses(loaded.toArray(Class<?>[]::new));
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        String method = className == null ? null : CHANGED.get(className);
        if (className == null || method == null) {
            return null;
        }
        ClassFile classFile = ClassFile.of();
        return classFile.transformClass(classFile.parse(bytes), (all, element) -> {
            if (element instanceof MethodModel each && each.methodName().equalsString(method)) {
                all.transformMethod(each, MethodTransform.transformingCode(changeOf(className, each)));
            } else {
                all.with(element);
            }
        });
    }

    private static CodeTransform changeOf(String className, MethodModel method) {
        return switch (className) {
            case "java/time/Clock" ->
                (code, element) -> {
                    if (element instanceof ReturnInstruction) {
                        wrongBy(code)
                                .invokevirtual(
                                        INSTANT, "plusMillis", MethodTypeDesc.of(INSTANT, ConstantDescs.CD_long));
                    }
                    code.with(element);
                };
            case "java/time/Clock$SystemClock" ->
                (code, element) -> {
                    if (element instanceof ReturnInstruction) {
                        wrongBy(code).ladd();
                    }
                    code.with(element);
                };
            case "org/postgresql/util/HostSpec" ->
                (code, element) -> {
                    if (element instanceof ReturnInstruction) {
                        code.invokestatic(
                                DETOURS, "ofPostgres", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int));
                    }
                    code.with(element);
                };
            case "org/apache/kafka/common/network/Selector" -> new ToAnotherPort();
            default -> new Watch(method.methodTypeSymbol().parameterCount() > 0 ? 1 : 0);
        };
    }

    /** Only what every class can see: the clock's belongs to the JDK. */
    private static CodeBuilder wrongBy(CodeBuilder code) {
        return code.ldc(CLOCK)
                .lconst_0()
                .invokestatic(LONG, "getLong", PROPERTY)
                .invokevirtual(LONG, "longValue", MethodTypeDesc.of(ConstantDescs.CD_long));
    }

    /** Kafka's client connects elsewhere than to the address in its second parameter. */
    private static final class ToAnotherPort implements CodeTransform {

        private static final int PARAMETER = 2;

        @Override
        public void atStart(CodeBuilder code) {
            code.aload(PARAMETER)
                    .invokestatic(DETOURS, "ofKafka", MethodTypeDesc.of(ADDRESS, ADDRESS))
                    .astore(PARAMETER);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            code.with(element);
        }
    }

    /**
     * Tells of the beginning of a method and of each way in which it returns.
     *
     * @param subject which local variable says what is done: the object itself, or the first parameter
     */
    private record Watch(int subject) implements CodeTransform {

        @Override
        public void atStart(CodeBuilder code) {
            tell(code, "before");
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (element instanceof ReturnInstruction) {
                tell(code, "after");
            }
            code.with(element);
        }

        private void tell(CodeBuilder code, String when) {
            code.aload(subject).invokestatic(POINTS, when, TAKES_ANYTHING);
        }
    }
}
