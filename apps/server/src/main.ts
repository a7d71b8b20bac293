import { readConfig } from './config.ts';
import { passingRoles, roles, startNode, type Role } from './node.ts';
import { systemClock } from './platform/clock.ts';

const role = process.argv[2] as Role | undefined;
const file = process.env['TONGXING_CONFIG'];

if (role === undefined || !roles.includes(role) || file === undefined) {
  console.error(`usage: TONGXING_CONFIG=<file> node main.ts ${roles.join('|')}`);
  process.exit(2);
}

try {
  const node = await startNode(role, await readConfig(file), systemClock);
  if (passingRoles.includes(role)) await node.stop();
  else {
    console.log(`ready ${role}`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void node.stop().then(() => process.exit(0)));
    }
  }
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

/** Starting fails for reasons an operator can mend: say which. */
function explain(error: unknown): string {
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is taken: end the other program or change http.port`;
  if (code === 'ENOSPC')
    return 'the disk is full: free some space and start again; nothing that was acknowledged is lost';
  return message;
}
