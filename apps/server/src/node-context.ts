import type { Config } from './config.ts';
import type { Divisions } from './features/division/index.ts';
import type { Clock } from './platform/clock.ts';
import type { Db } from './platform/db.ts';
import type { FaultPoints } from './platform/fault-points.ts';
import type { Log } from './platform/log.ts';
import type { Patience } from './platform/outgoing/index.ts';
import type { Seal } from './platform/seal.ts';
import type { Signer } from './platform/signer.ts';
import type { Telemetry } from './platform/telemetry.ts';
import type { ProvinceProfile } from './province.ts';

/** What a feature may touch beside its own code. A function takes the part it needs: `Pick<NodeContext, 'db' | 'clock'>`. */
export interface NodeContext {
  readonly config: Config;
  readonly province: ProvinceProfile;
  /** The divisions of the country. */
  readonly divisions: Divisions;
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly telemetry: Telemetry;
  /** With the systems outside. */
  readonly patience: Patience;
  readonly seal: Seal;
  readonly signer: Signer;
  /** Key of the permutation that hides the order of status indices. */
  readonly permutationKey: Buffer;
  /** True while this process is behind with everything; absent where nobody measures it. */
  readonly strain?: (() => boolean) | undefined;
  /** Only where faults are tried; a node in production has none. */
  readonly faults?: FaultPoints | undefined;
}
