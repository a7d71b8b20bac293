import type { DatabaseConnection, Dialect, Driver } from 'kysely';
import { reach, type FaultPoints } from './fault-points.ts';

const writing = ['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode'];
/** A statement that was written by hand says only in its words that it writes. */
const writingWords = /\b(insert into|delete from|update \w+ set)\b/i;

/** The same dialect, which reports every commit to `faults`: of a transaction, and of a statement that writes by itself. */
export function withFaultPoints(dialect: Dialect, faults: FaultPoints): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => watchCommits(dialect.createDriver(), faults),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

function watchCommits(driver: Driver, faults: FaultPoints): Driver {
  const inTransaction = new WeakSet<DatabaseConnection>();
  const watched = new WeakSet<DatabaseConnection>();
  const { acquireConnection, beginTransaction, commitTransaction, rollbackTransaction } = driver;
  const committing = async <T>(commit: () => Promise<T>): Promise<T> => {
    await reach(faults, 'before-commit');
    const result = await commit();
    await reach(faults, 'after-commit');
    return result;
  };
  return Object.assign(driver, {
    async acquireConnection(...options: Parameters<Driver['acquireConnection']>) {
      const connection = await acquireConnection.apply(driver, options);
      if (watched.has(connection)) return connection;
      watched.add(connection);
      const { executeQuery } = connection;
      connection.executeQuery = <R>(...query: Parameters<DatabaseConnection['executeQuery']>) => {
        const execute = () => executeQuery.apply(connection, query) as ReturnType<typeof executeQuery<R>>;
        const [{ query: node, sql }] = query;
        const writes = writing.includes(node.kind) || (node.kind === 'RawNode' && writingWords.test(sql));
        const alone = !inTransaction.has(connection) && writes;
        return alone ? committing(execute) : execute();
      };
      return connection;
    },
    async beginTransaction(...transaction: Parameters<Driver['beginTransaction']>) {
      inTransaction.add(transaction[0]);
      await beginTransaction.apply(driver, transaction);
    },
    async commitTransaction(connection: DatabaseConnection) {
      await committing(() => commitTransaction.call(driver, connection));
      inTransaction.delete(connection);
    },
    async rollbackTransaction(connection: DatabaseConnection) {
      inTransaction.delete(connection);
      await rollbackTransaction.call(driver, connection);
    },
  });
}
