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
import java.security.ProtectionDomain;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a JVM end at a point between two steps, without a word about it in the code that runs there: before or after PostgreSQL executes a statement, or
 * Kafka commits a transaction.
 */
public final class CrashAgent implements ClassFileTransformer {

    private static final ClassDesc POINTS = ClassDesc.of("dev.kept.endtoend.crash.agent.CrashPoints");
    private static final MethodTypeDesc TAKES_ANYTHING =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object);

    /** By class, the methods that are watched; the first parameter, or the object itself, says what is done. */
    private static final Map<String, String> WATCHED = Map.of(
            "org/postgresql/core/v3/QueryExecutorImpl", "execute",
            "org/apache/kafka/clients/producer/KafkaProducer", "commitTransaction");

    private CrashAgent() {}

    /** Called by the JVM before the program's own main method. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        CrashPoints.arm(arguments);
        instrumentation.addTransformer(new CrashAgent());
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        String method = WATCHED.get(className);
        if (method == null) {
            return null;
        }
        ClassFile classFile = ClassFile.of();
        return classFile.transformClass(classFile.parse(bytes), (all, element) -> {
            if (element instanceof MethodModel each && each.methodName().equalsString(method)) {
                int subject = each.methodTypeSymbol().parameterCount() > 0 ? 1 : 0;
                all.transformMethod(each, MethodTransform.transformingCode(new Watch(subject)));
            } else {
                all.with(element);
            }
        });
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
