import { existsSync, globSync } from 'node:fs';
import { run } from '../run.ts';

/** What the screens are tested with: Debian's browser, and a font that has the characters. */
const NEEDS = [
  { debianPackage: 'chromium', paths: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'] },
  {
    debianPackage: 'fonts-noto-cjk',
    paths: ['/usr/share/fonts/**/NotoSansCJK*', '/usr/local/share/fonts/**/NotoSansCJK*'],
  },
] as const;

/** Debian's names of what is missing on this machine. */
export function missingPackages(exists: (path: string) => boolean = onDisk): string[] {
  return NEEDS.filter(({ paths }) => !paths.some(exists)).map(({ debianPackage }) => debianPackage);
}

function onDisk(path: string): boolean {
  return path.includes('*') ? globSync(path).length > 0 : existsSync(path);
}

/**
 * Makes sure that browser and font are there, installing them where that can be done without asking (Debian, as root).
 * Resolves to what the person at the terminal has to do, or to undefined when all is well.
 */
export async function prepareBrowser(): Promise<string | undefined> {
  const missing = missingPackages();
  if (missing.length === 0) return undefined;
  const names = missing.join(' ');
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    return `The tests of the screens need ${names}. Install: sudo apt-get install ${names}\n界面测试需要 ${names},请先安装。`;
  }
  console.log(`Installing ${names}, a minute or two / 正在安装 ${names}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...missing]]) {
    const { exitCode, output } = await run('apt-get', args, { env });
    if (exitCode !== 0)
      return `${output.trim().split('\n').slice(-8).join('\n')}\napt-get ${args.join(' ')} failed: check the network.`;
  }
  return missingPackages().length === 0 ? undefined : `apt-get installed ${names}, and yet they are not there.`;
}
