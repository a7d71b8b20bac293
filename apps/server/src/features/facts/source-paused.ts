/** A source was not asked, because it has failed too often in a row; it is asked again after `until`. */
export class SourcePaused extends Error {
  override readonly name = 'SourcePaused';
  readonly until: Date;

  constructor(until: Date) {
    super('the source is paused');
    this.until = until;
  }
}
