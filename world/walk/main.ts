import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { adminUsername } from '../node/provision.ts';
import { startWalk } from './server.ts';
import type { WalkOptions } from './settings.ts';

/**
 * The walk as a process: prints `ready walk <url>` once it answers, and ends with 0 after SIGTERM or SIGINT, or with
 * `--follow-stdin` when its standard input ends. Passwords come in files: arguments can be read by every user of the machine.
 */
const usage =
  'usage: main.ts --port <number> --shanxi <url> --shandong <url> --sms-management <url> --roots <file> --shanxi-admin <file> --shandong-admin <file> [--follow-stdin]';

const names = ['port', 'shanxi', 'shandong', 'sms-management', 'roots', 'shanxi-admin', 'shandong-admin'] as const;

try {
  const { options, followStdin } = readOptions();
  const walk = await startWalk(options);
  const stop = () => void walk.stop().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (followStdin) process.stdin.once('end', stop).resume();
  console.log(`ready walk ${walk.url}`);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  console.error(code === 'EADDRINUSE' ? `${message}: end what uses the port, or choose another` : message);
  process.exit(1);
}

function readOptions(): { options: WalkOptions; followStdin: boolean } {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { ...Object.fromEntries(names.map((name) => [name, string])), 'follow-stdin': { type: 'boolean' } },
  });
  const value = (name: (typeof names)[number]) => {
    const given = (values as Record<string, unknown>)[name];
    if (typeof given !== 'string') throw new Error(`--${name} is missing\n${usage}`);
    return given;
  };
  const staff = (file: string) => ({ username: adminUsername, password: readFileSync(file, 'utf8').trim() });
  return {
    followStdin: (values as Record<string, unknown>)['follow-stdin'] === true,
    options: {
      port: Number(value('port')),
      nodes: { shanxi: value('shanxi'), shandong: value('shandong') },
      staff: { shanxi: staff(value('shanxi-admin')), shandong: staff(value('shandong-admin')) },
      smsManagementUrl: value('sms-management'),
      rootsFile: value('roots'),
    },
  };
}
