/** What a run of tests came to. */
export type Count = { passed: number; failed: number };

/** The part of vitest's JSON report that is counted (the format of Jest's `--json`). */
export type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: readonly FileReport[];
};

type FileReport = {
  name: string;
  status: string;
  message?: string;
  assertionResults: readonly { fullName: string; status: string; failureMessages?: readonly string[] | null }[];
};

/**
 * Counts a vitest run. A test that was skipped or is still to be written counts as failed, and so does a file that did
 * not even load; a run that ended badly for any other reason (an unhandled error, no report) is at least one failure.
 */
export function countVitest(report: VitestReport | undefined, exitCode: number): Count {
  if (report === undefined) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests + broken.length;
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

/** What went wrong and where, some lines for each failure: the end of a long run is often all that is kept of it. */
export function failuresOf(report: VitestReport | undefined): string[] {
  return (report?.testResults ?? []).flatMap(({ name, status, message = '', assertionResults }) => {
    if (status === 'failed' && assertionResults.length === 0) return [`${name}\n${shortened(message)}`];
    return assertionResults
      .filter((test) => test.status !== 'passed')
      .map(
        (test) => `${name}: ${test.fullName} (${test.status})\n${shortened(test.failureMessages?.join('\n') ?? '')}`,
      );
  });
}

function shortened(message: string): string {
  const lines = message.split('\n').slice(0, 12);
  return lines.map((line) => `    ${line.slice(0, 400)}`).join('\n');
}

/**
 * Counts stories: each is one test, reported in a line of its own, `story NAME: N steps passed`. A run that ended badly
 * is one failure, for stories end at the first step that fails; so is a run that told no story, or one without a step.
 */
export function countStories(output: string, exitCode: number): Count {
  const told = [...output.matchAll(/^story \S+: (\d+) steps passed$/gm)];
  const empty = told.filter(([, steps]) => Number(steps) === 0).length;
  const failed = empty + (exitCode !== 0 || told.length === 0 ? 1 : 0);
  return { passed: told.length - empty, failed };
}

/** The sum; a run in which no test was executed at all has failed. */
export function sum(counts: readonly Count[]): Count {
  let passed = 0;
  let failed = 0;
  for (const count of counts) {
    passed += count.passed;
    failed += count.failed;
  }
  return { passed, failed: passed + failed === 0 ? 1 : failed };
}
