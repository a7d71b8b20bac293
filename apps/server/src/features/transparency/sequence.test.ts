import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { appendEntry, commit, commitAll, sequenceLog } from './index.ts';
import { lockLog, takeCommitments } from './store.ts';
import { at, openTestLog, type TestLog } from './test/log.ts';
import { leafHash, treeHash } from './test/rfc6962.ts';

let log: TestLog;
beforeEach(async () => {
  log = await openTestLog();
});
afterEach(() => log.handle.close());

/** Every entry once, in a row from 0, and no text signed for a size but the one whose root the entries have. */
async function expectSound(entries: number): Promise<void> {
  const rows = await log.handle.db.selectFrom('log_entry').selectAll().orderBy('log_index').execute();
  expect(rows.map((row) => row.log_index)).toEqual(rows.map((_, index) => index));
  const own = rows.map((row) => JSON.parse(row.entry.toString()) as { kind: string; number?: number });
  const numbers = own.filter((entry) => entry.kind === 'policy-pack').map((entry) => entry.number!);
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: entries }, (_, number) => number));
  for (const text of log.signedTexts) {
    const [, size, root] = text.split('\n');
    const leaves = rows.slice(0, Number(size)).map((row) => leafHash(row.entry));
    expect(root).toBe(treeHash(leaves).toString('base64'));
  }
  const waiting = await log.handle.db.selectFrom('log_pending').selectAll().execute();
  expect(waiting).toEqual([]);
}

/** Asks the database until some session of it waits for a lock. */
async function untilOneIsBlocked(): Promise<void> {
  const own = 'select oid from pg_database where datname = current_database()';
  for (;;) {
    const { rows } = await log.handle.pool.query(`select from pg_locks where not granted and database = (${own})`);
    if (rows.length > 0) return;
  }
}

describe('the sequencer', () => {
  it('gives every waiting entry one place, after all those that have one', async () => {
    await log.append(5);
    await sequenceLog(log.context);
    await log.append(4);
    await sequenceLog(log.context);
    await expectSound(9);
    expect(log.signedTexts.map((text) => text.split('\n')[1])).toEqual(['5', '9']);
  });

  it('signs nothing new while nothing new was appended', async () => {
    await log.append(1);
    for (let run = 0; run < 3; run++) await sequenceLog(log.context);
    expect(log.signedTexts).toHaveLength(1);
  });

  it('does not log what a failed transaction appended', async () => {
    const failed = log.write(async (tx) => {
      await appendEntry(tx, log.context, { kind: 'approval', at });
      throw new Error('the caller fails');
    });
    await expect(failed).rejects.toThrow('the caller fails');
    const aborted = log.write(async (tx) => {
      await commit(tx, log.context, 'decision', { colour: 'green' });
      throw new Error('the caller fails');
    });
    await expect(aborted).rejects.toThrow('the caller fails');
    await sequenceLog(log.context);
    expect((await log.checkpoint()).split('\n')[1]).toBe('0');
  });

  it.each(['before', 'after'] as const)(
    'signs one tree for each size although it dies %s the signature, and loses nothing',
    async (when) => {
      await log.append(3);
      log.failSigning(when);
      await expect(sequenceLog(log.context)).rejects.toThrow('the');
      await log.append(2);
      await expect(sequenceLog(log.context)).rejects.toThrow('the');
      log.failSigning('never');
      await log.append(1);
      await sequenceLog(log.context);
      await expectSound(6);
      expect((await log.checkpoint()).split('\n')[1]).toBe('6');
    },
  );

  it('leaves everything waiting when it dies before the tree is committed', async () => {
    await log.append(3);
    await log.write((tx) => commit(tx, log.context, 'code', { codeId: 'c' }));
    await log.handle.pool.query('alter table log_node add constraint broken check (level < 0)');
    await expect(sequenceLog(log.context)).rejects.toThrow('broken');
    expect(log.signedTexts).toEqual([]);
    expect(await log.handle.db.selectFrom('log_entry').selectAll().execute()).toEqual([]);
    await log.handle.pool.query('alter table log_node drop constraint broken');
    await sequenceLog(log.context);
    await expectSound(3);
    expect((await log.checkpoint()).split('\n')[1]).toBe('4');
  });

  it('takes nothing twice when several run at once', async () => {
    await log.append(40);
    await log.write((tx) =>
      commitAll(
        tx,
        log.context,
        'decision',
        Array.from({ length: 40 }, (_, i) => ({ i })),
      ),
    );
    await Promise.all([sequenceLog(log.context), sequenceLog(log.context), sequenceLog(log.context)]);
    await expectSound(40);
    const positions = await log.handle.db
      .selectFrom('log_commitment')
      .select('batch_position')
      .orderBy('batch_position')
      .execute();
    expect(positions.map((row) => row.batch_position)).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  it('waits for another that is at work, before it takes anything', async () => {
    await log.write((tx) => commitAll(tx, log.context, 'decision', [{ a: 1 }, { a: 2 }, { a: 3 }]));
    let waiting: Promise<void> | undefined;
    const other = log.write(async (tx) => {
      await lockLog(tx);
      waiting = sequenceLog(log.context);
      await untilOneIsBlocked();
      await takeCommitments(tx, newId(new Date(at)), 2);
      throw new Error('the other dies');
    });
    await expect(other).rejects.toThrow('the other dies');
    await waiting;
    const sizes = await log.handle.db.selectFrom('log_entry').select('entry').execute();
    expect(sizes.map(({ entry }) => (JSON.parse(entry.toString()) as { size: number }).size)).toEqual([3]);
  });

  it('puts all commitments of a run under one entry that holds their root and number', async () => {
    await log.write((tx) => commitAll(tx, log.context, 'decision', [{ a: 1 }, { a: 2 }, { a: 3 }]));
    await sequenceLog(log.context);
    const [entry] = await log.handle.db.selectFrom('log_entry').select('entry').execute();
    const leaves = await log.handle.db.selectFrom('log_commitment').select('leaf').orderBy('batch_position').execute();
    const root = treeHash(leaves.map((row) => row.leaf)).toString('base64url');
    expect(entry?.entry.toString()).toBe(
      `{"at":"2026-11-24T08:00:00+08:00","kind":"commitments","root":"${root}","size":3}`,
    );
  });
});
