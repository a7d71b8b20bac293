import { Logger as LibraryLogger } from 'graphile-worker';
import { pino } from 'pino';

/** Process log: event names and technical fields. Never a name, a document number, a phone, a token or a request body. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields: Readonly<Record<string, unknown>> & { readonly error: unknown }): void;
  forLibrary(name: string): LibraryLogger;
}

export function createLog(level: 'info' | 'error' | 'silent'): Log {
  const logger = pino({ level, base: null });
  return {
    info: (event, fields = {}) => logger.info(fields, event),
    error: (event, { error, ...fields }) => logger.error({ ...fields, ...describe(error) }, event),
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
