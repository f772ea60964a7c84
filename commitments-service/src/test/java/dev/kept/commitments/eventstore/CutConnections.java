package dev.kept.commitments.eventstore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Executes statements for real, and loses the connection before the answer arrives: as often as it was told to. */
public final class CutConnections extends DelegatingDataSource {

    private final AtomicInteger spared = new AtomicInteger();
    private final AtomicInteger left;
    private volatile boolean refusing;

    /** @param times how many updates are cut */
    public CutConnections(DataSource real, int times) {
        super(real);
        this.left = new AtomicInteger(times);
    }

    /** After the last cut, there is no connection any more. */
    public void thenRefuse() {
        refusing = true;
    }

    /** There are connections again, and after so many updates that go well, as many are cut. */
    public void cut(int after, int times) {
        refusing = false;
        left.set(times);
        spared.set(after);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (refusing && spared.get() <= 0 && left.get() <= 0) {
            throw new SQLException("Connection refused.", "08001");
        }
        return proxy(Connection.class, super.getConnection());
    }

    private <T> T proxy(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object result = invoke(real, method, arguments);
                    if (method.getName().equals("executeUpdate")
                            && spared.getAndDecrement() <= 0
                            && left.getAndDecrement() > 0) {
                        throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
                    }
                    return result instanceof PreparedStatement statement && type == Connection.class
                            ? proxy(PreparedStatement.class, statement)
                            : result;
                }));
    }

    private static @Nullable Object invoke(Object real, java.lang.reflect.Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
