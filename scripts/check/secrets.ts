import { readFiles, type TextFile } from './files.ts';
import type { Finding } from './finding.ts';

/** Put together here, so that this file does not name what it looks for. */
const DASHES = '-'.repeat(5);
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`${DASHES}BEGIN [A-Z ]*PRIVATE KEY${DASHES}`), 'a private key'],
  [new RegExp(`(^|[^\\w.])/(${['work', 'root', 'home', 'Users'].join('|')})/[\\w.-]`), 'a path of one machine'],
  [/\b(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|npm_[A-Za-z0-9]{36})\b/, 'an access token'],
];

/** Things that must not be in a repository: private keys (test vectors apart), paths of a machine, tokens. */
export function secretFindings({ path, text }: TextFile): Finding[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      SIGNS.filter(([sign, what]) => sign.test(line) && !(what === 'a private key' && path.startsWith('vectors/'))).map(
        ([, what]) => ({ place: `${path}:${index + 1}`, message: what }),
      ),
    );
}

export async function check(): Promise<Finding[]> {
  const files = await readFiles(
    /\.(ts|tsx|mjs|js|json|md|sql|sh|svg|html|css|txt|ya?ml|pem)$|^\.ci\/|^\.npmrc$|Dockerfile$/,
  );
  return files.flatMap(secretFindings);
}
