import { type Verification, type VerificationContext, verifyCode } from '../src/index.ts';
import { nodeVerifier } from './node-verifier.ts';
import { checkpoint } from './two-provinces.ts';

/** The answer to a scan as one line: the verdict, then each finding with its severity. */
export async function answerTo(text: string, context: VerificationContext = checkpoint()): Promise<string> {
  return summary(await verifyCode(text, context, nodeVerifier));
}

export function summary({ verdict, findings }: Verification): string {
  return [verdict, ...findings.map(({ code, severity }) => `${code} (${severity})`)].join(', ');
}
