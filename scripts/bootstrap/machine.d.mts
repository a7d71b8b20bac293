/** What is looked at of `process`. */
type Machine = { platform: string; arch: string; execPath: string; versions: { node: string } };

export function unsupported(machine: Machine): string | undefined;
export function pinnedNode(machine: Machine, checkout: string): string;
export function installationMatches(lockfile: string): boolean;
export function cureFor(output: string): string;
