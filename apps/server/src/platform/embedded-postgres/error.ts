/** Stable names of what can go wrong with the embedded server; callers branch on these, never on the message. */
export type EmbeddedPostgresErrorCode =
  | 'backup-target'
  | 'bad-name'
  | 'binaries-missing'
  | 'data-version'
  | 'disk-full'
  | 'initdb-failed'
  | 'library-missing'
  | 'lock-timeout'
  | 'not-permitted'
  | 'restore-source'
  | 'restore-target'
  | 'start-failed'
  | 'stop-timeout';

/** The one error of the embedded server. The message says what happened and what to do about it. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}

const SIGNS: readonly [RegExp, EmbeddedPostgresErrorCode, string][] = [
  [
    /No space left on device/i,
    'disk-full',
    'The disk is full. Free some space (1 GB is enough) and start again; nothing committed is lost.',
  ],
  [
    /error while loading shared libraries|Library not loaded|cannot open shared object/i,
    'library-missing',
    'A library of the database server is missing. Delete node_modules and run the command again.',
  ],
  [
    /could not look up effective user ID/i,
    'not-permitted',
    'PostgreSQL runs only as a user with a name. Add one for this uid to /etc/passwd, or run as another user.',
  ],
  [
    /Permission denied|Operation not permitted/i,
    'not-permitted',
    'The database server may not use its folder. Check who owns it.',
  ],
];

/**
 * Turns what the server printed into an error with a cure; `otherwise` is the code when nothing known is recognised.
 * The last lines of the output are kept in the message, because they are what an operator will be asked for.
 */
export function errorFromOutput(output: string, otherwise: EmbeddedPostgresErrorCode): EmbeddedPostgresError {
  const tail = output.trim().split('\n').slice(-12).join('\n');
  for (const [sign, code, cure] of SIGNS) {
    if (sign.test(output)) return new EmbeddedPostgresError(code, `${cure}\n${tail}`);
  }
  return new EmbeddedPostgresError(otherwise, `The database server did not start. It said:\n${tail || '(nothing)'}`);
}
