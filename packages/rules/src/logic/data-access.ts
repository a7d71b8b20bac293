/**
 * One step of CertLogic's data access: the property or item of that name, null where there is none. Only data counts:
 * what a JavaScript prototype lends (`constructor`, `at`, `__proto__`) is not there.
 */
export function readProperty(container: unknown, name: string): unknown {
  if (container === null || container === undefined) return null;
  if (name === '__proto__' && !Object.hasOwn(Object(container) as object, name)) return null;
  const value = (container as Record<string, unknown>)[name];
  return value === undefined || typeof value === 'function' ? null : value;
}
