import type { Finding, FindingCode, Severity, Verdict } from '../../src/index.ts';
import { type VectorContext, vectorContext } from './context.ts';
import { passingScenarios } from './passing-scenarios.ts';
import type { Scenario } from './scenario.ts';
import { signatureScenarios } from './signature-scenarios.ts';
import { stateScenarios } from './state-scenarios.ts';
import { failingSuiteScenarios, passingSuiteScenarios } from './suite-scenarios.ts';

export interface PresentationVector {
  readonly about: string;
  readonly text: string;
  readonly context: VectorContext;
  readonly expected: {
    readonly verdict: Verdict;
    readonly step: 'code' | 'document-lane';
    readonly findings: readonly Finding[];
  };
}

/** Path below the vectors folder → content. What passes is valid, everything else is not. */
export async function presentationVectors(): Promise<[path: string, vector: PresentationVector][]> {
  return Promise.all([
    ...[...passingScenarios, ...passingSuiteScenarios].map((scenario) => build('valid', scenario)),
    ...[...signatureScenarios, ...failingSuiteScenarios, ...stateScenarios].map((scenario) =>
      build('invalid', scenario),
    ),
  ]);
}

async function build(folder: 'valid' | 'invalid', scenario: Scenario): Promise<[string, PresentationVector]> {
  const { name, about, text, context, verdict, step, findings } = scenario;
  const vector = {
    about,
    text: await text,
    context: await vectorContext(context),
    expected: { verdict, step: step ?? 'code', findings: findings.map(readFinding) } as const,
  };
  return [`${folder}/presentations/${name}.json`, vector];
}

function readFinding(text: `${FindingCode}/${Severity}`): Finding {
  const [code, severity] = text.split('/') as [FindingCode, Severity];
  return { code, severity };
}
