import { formatInstant } from '../time/format-instant.ts';

/** A date-time parsed once: in rules it is a string with +08:00, in date-time operations the parsed instant. */
export class Instant {
  readonly milliseconds: number;

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }

  get text(): string {
    return formatInstant(this.milliseconds);
  }
}
