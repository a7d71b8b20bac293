/** Nothing in the contract is nested half as deep. What recurses over a body later must not run out of stack. */
const deepest = 32;

/**
 * May the node take this in? Refused are values nested deeper than {@link deepest}, and texts that cannot be stored as they came:
 * half of a surrogate pair would become another character, and the database has no NUL.
 */
export function isStorable(body: unknown): boolean {
  const waiting: { value: unknown; depth: number }[] = [{ value: body, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string' && !isText(value)) return false;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= deepest) return false;
    if (!Array.isArray(value) && !Object.keys(value).every(isText)) return false;
    for (const inside of Object.values(value)) waiting.push({ value: inside, depth: depth + 1 });
  }
  return true;
}

function isText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
