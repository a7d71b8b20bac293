/** The lists of one province, as a choice among provinces sees them. */
export interface OriginLists<L> {
  readonly origin: string;
  readonly bytes: number;
  /** When its codes were last seen at the venue, in milliseconds; undefined where they never were. */
  readonly seenAt: number | undefined;
  readonly lists: readonly L[];
}

/**
 * Which provinces' lists a checkpoint holds, within so many bytes a fetch: those whose codes it saw last come first, then the smallest,
 * so that as many provinces as possible are judged without a network. A province's lists go together: her strip of tomorrow stands in
 * another list than today's, and half of them would leave half of its people out.
 */
export function chooseOrigins<L>(origins: readonly OriginLists<L>[], mostBytes: number): L[] {
  const inTurn = origins.toSorted((a, b) => (b.seenAt ?? 0) - (a.seenAt ?? 0) || a.bytes - b.bytes);
  const chosen: L[] = [];
  let left = mostBytes;
  for (const { bytes, lists } of inTurn) {
    if (bytes > left) continue;
    left -= bytes;
    chosen.push(...lists);
  }
  return chosen;
}
