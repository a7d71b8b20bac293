import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../../apps/citizen/tools/main.mts', import.meta.url));
const most = 64 * 1024 * 1024;

/** WeChat and Alipay mini-programs, and the web. */
export type Target = 'weapp' | 'alipay' | 'h5';

/**
 * Has the citizen's app built, as far as that has not been done from these sources; the first time its packages are installed before.
 * @param signal ends the build where it is; the next one begins anew
 * @returns the folder of each target
 * @throws Error with what the build said
 */
export async function buildApp(targets: readonly Target[], signal?: AbortSignal): Promise<readonly string[]> {
  const options = { maxBuffer: most, ...(signal === undefined ? {} : { signal }) };
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...targets], options);
  return stdout.trim().split('\n');
}
