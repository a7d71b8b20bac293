import { readdir, readFile } from 'node:fs/promises';

/** Linux counts CPU time in hundredths of a second (USER_HZ). */
const MILLISECONDS_PER_TICK = 10;

/**
 * CPU time, user and system, in milliseconds, that this process, the processes it started and PostgreSQL's connections to databases
 * whose name begins with `databases` have used so far. What ended meanwhile is not in it, nor PostgreSQL's own writers.
 * Undefined where there is no /proc to read it from.
 */
export async function cpuTime(databases: string): Promise<number | undefined> {
  const names = await readdir('/proc').catch(() => []);
  const used = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map((pid) => usedBy(pid, databases)));
  return names.length === 0 ? undefined : used.reduce((total, milliseconds) => total + milliseconds, 0);
}

async function usedBy(pid: string, databases: string): Promise<number> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // Fields after the name, which stands in brackets and may hold anything: state, parent, …, user and system time (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isOurs = Number(pid) === process.pid || Number(fields[1]) === process.pid;
    if (!isOurs && !(await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes(` ${databases}`)) return 0;
    return (Number(fields[11]) + Number(fields[12])) * MILLISECONDS_PER_TICK;
  } catch {
    // It ended while we looked.
    return 0;
  }
}
