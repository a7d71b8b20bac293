import { Logger as LibraryLogger } from 'graphile-worker';
import { type DestinationStream, pino } from 'pino';
import { isPassing } from './outgoing/index.ts';

/** Process log: event names and technical fields. Never a name, a document number, a phone, a token or a request body. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields: Readonly<Record<string, unknown>> & { readonly error: unknown }): void;
  /**
   * Something outside of the node did not answer: a warning while that may pass by itself (`platform/outgoing/patience.ts`), an error
   * once it has lasted, or where it answered what it should not.
   */
  outside(event: string, fields: Readonly<Record<string, unknown>> & { readonly error: unknown }): void;
  forLibrary(name: string): LibraryLogger;
}

/** @param to where the lines go, standard output unless told */
export function createLog(level: 'info' | 'warn' | 'error' | 'silent', to?: DestinationStream): Log {
  const logger = pino({ level, base: null }, to);
  return {
    info: (event, fields = {}) => logger.info(fields, event),
    error: (event, { error, ...fields }) => logger.error({ ...fields, ...describe(error) }, event),
    outside: (event, { error, ...fields }) =>
      logger[isPassing(error) ? 'warn' : 'error']({ ...fields, ...describe(error) }, event),
    forLibrary: (name) =>
      new LibraryLogger(() => (severity) => {
        if (severity === 'error') logger.error({ library: name }, 'library reports an error');
      }),
  };
}

/** An error's message may quote values (a database names the duplicate key), so only its kind and place are written. */
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { errorKind: typeof error };
  const { code } = error as { code?: unknown };
  return {
    errorKind: error.name,
    ...(typeof code === 'string' ? { errorCode: code } : {}),
    stack: error.stack
      ?.split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .slice(0, 8)
      .join('\n'),
  };
}
