import type { Definition, Program, Surroundings } from './program.ts';
import { identifier } from './wire.ts';
import { mapOf, ShapeError, text } from './shape.ts';
import type { Clients } from './signature.ts';
import { StateFileError } from './state-file.ts';

/** What the management port loaded. */
export interface Kept<A> {
  answers: A;
  clients: Clients;
}

/** A secret, or a public key in base64. */
export const clientsShape = mapOf(
  identifier,
  text(/^[^\r\n]{1,1000}$/u, 'a text of one line and at most 1000 characters'),
);

/** What a state file holds, read as carefully as anything else that comes from outside. */
export function readKept<A>(
  definition: Definition<A>,
  state: unknown,
  path: string,
): (Kept<A> & { memory: unknown }) | undefined {
  if (state === undefined) return undefined;
  const { simulator, answers, clients, memory } = (state ?? {}) as Record<string, unknown>;
  if (simulator !== definition.name) {
    throw new StateFileError(
      'state-foreign',
      `${path} is not the state of ${definition.name}. Move it away to start empty.`,
    );
  }
  return readOrRefuse(path, () => ({
    answers: definition.answersShape(answers, 'answers'),
    clients: clientsShape(clients, 'clients'),
    memory,
  }));
}

/** Opens a program with the memory of a state file, or with none. */
export function openKept<A>(
  definition: Definition<A>,
  surroundings: Surroundings<A>,
  memory: unknown,
  path: string | undefined,
): Program {
  return path === undefined
    ? definition.open(surroundings, undefined)
    : readOrRefuse(path, () => definition.open(surroundings, memory));
}

function readOrRefuse<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new StateFileError('state-foreign', `${path} does not fit: ${error.message} Move it away to start empty.`);
  }
}
