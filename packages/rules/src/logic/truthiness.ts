/**
 * Whether CertLogic takes a value as true or false (specification 1.3.2, "Truthy and falsy values"); undefined for a
 * value that is neither, such as a date-time. Numbers with a fraction, which the specification leaves open, count as
 * certlogic-js counts them: true unless 0.
 */
export function truthiness(value: unknown): boolean | undefined {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return value !== '';
    case 'number':
      return value !== 0;
    case 'object':
      if (value === null) return false;
      if (Array.isArray(value)) return value.length > 0;
      return value instanceof Date ? undefined : Object.keys(value).length > 0;
    default:
      return undefined;
  }
}
