import { routes, type Client, type schemas } from '@tongxing/contract';
import { signIn, type Citizen } from './citizen.ts';
import type { TestNode } from './node.ts';
import { inventPerson, withCheckCharacter, type Person } from './people.ts';

export interface ChildOf {
  readonly child: Person;
  readonly dependant: schemas.Dependant;
  /** The guardian's client, acting for the child. */
  readonly acting: Client;
}

let made = 0;

/** A child that is in the household register of nobody yet; the number says that it is born on `born` (YYYY-MM-DD). */
export function inventChild(born: string, name = '王小宝'): Person {
  made += 1;
  const sequence = String(100 + made);
  return {
    ...inventPerson(),
    name,
    documentNumber: withCheckCharacter(`140105${born.replaceAll('-', '')}${sequence}`),
  };
}

/** Puts a child into a guardian's household register, as the population registry knows it. */
export function register(node: TestNode, guardian: Person, child: Person, born: string, certificate?: string): void {
  const held = node.sources.children.get(guardian.documentNumber) ?? [];
  const { name, documentNumber } = child;
  node.sources.children.set(guardian.documentNumber, [
    ...held,
    { name, documentNumber, born, ...(certificate === undefined ? {} : { certificate }) },
  ]);
}

/** A child that the registry confirms, added by its guardian. */
export async function addChild(node: TestNode, guardian: Citizen, born = '2018-06-01'): Promise<ChildOf> {
  const child = inventChild(born);
  register(node, guardian.person, child, born);
  const dependant = await guardian.client.call(routes.addDependant, { body: childOf(child) });
  return { child, dependant, acting: guardian.client.actingFor(dependant.dependantId) };
}

export function childOf({ name, documentNumber }: Person): schemas.DependantApplication {
  return { relation: 'child', documentType: '10', documentNumber, name };
}

export function adultOf({ name, documentNumber, phone }: Person): schemas.DependantApplication {
  return { relation: 'adult', documentType: '10', documentNumber, name, phone };
}

/** An old woman whom the registry knows and who agreed by the code on her phone. */
export async function addAdult(node: TestNode, guardian: Citizen, adult: Person = inventPerson('140105', '李桂兰')) {
  node.sources.admit(adult);
  const asked = await guardian.client.call(routes.addDependant, { body: adultOf(adult) });
  const confirmed = await guardian.client.call(routes.confirmDependant, {
    params: { dependantId: asked.dependantId },
    body: { code: node.sources.codeFor(adult.phone) },
  });
  return { adult, dependant: confirmed, acting: guardian.client.actingFor(confirmed.dependantId) };
}

/** The adult herself, signed in with her own phone. */
export async function adultHerself(node: TestNode, adult: Person): Promise<Citizen> {
  node.clock.forward(60);
  const client = node.client.as(await signIn(node, adult.phone));
  await client.call(routes.verifyIdentity, {
    body: { documentType: '10', documentNumber: adult.documentNumber, name: adult.name },
  });
  return { person: adult, client };
}
