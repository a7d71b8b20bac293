import { runNode } from './run.ts';

/** Formats every file the formatter knows; `.oxfmtrc.json` says how and which not. */
const { exitCode } = await runNode(['node_modules/oxfmt/bin/oxfmt', '.'], { show: true });
process.exitCode = exitCode;
