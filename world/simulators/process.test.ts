import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { liuYang, wangXiuying } from '../people/cast.ts';
import { ask, manage } from './ask.ts';
import { catalogue } from './catalogue.ts';
import { startSimulatorProcess } from './process.ts';
import { demoAnswers } from './seed-data.ts';

const free = { port: 0, managementPort: 0 };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulators-'));
});
afterEach(async () => rm(folder, { recursive: true }));

describe('a simulator that is a process', () => {
  test.each(catalogue)('$name takes the answers of the demo and ends with 0', async ({ name }) => {
    const simulator = await startSimulatorProcess(name, free);
    const answers = demoAnswers(Date.parse('2022-11-24T09:00:00+08:00'))[name];
    expect(await manage(simulator.managementUrl, 'PUT /answers', { ...answers })).toMatchObject({ status: 200 });
    expect((await manage(simulator.managementUrl, 'GET /answers')).body).toEqual(answers);
    expect(await simulator.stop(name === 'sms-gateway' ? 'SIGINT' : 'SIGTERM')).toBe(0);
  });

  test('keeps sent messages and their clientIds when it is killed', async () => {
    const options = { ...free, stateFile: join(folder, 'sms-gateway.json') };
    const message = { to: wangXiuying.phone, templateId: 'phone-code', text: '验证码 482913', clientId: 'login-1' };
    const first = await startSimulatorProcess('sms-gateway', options);
    const accepted = await ask(first.url, 'POST /v1/messages', message);
    expect(await first.stop('SIGKILL')).toBeNull();
    const second = await startSimulatorProcess('sms-gateway', options);
    expect((await manage(second.managementUrl, 'GET /messages')).body).toMatchObject({ messages: [message] });
    expect(await ask(second.url, 'POST /v1/messages', message)).toEqual(accepted);
    expect((await ask(second.url, 'POST /v1/messages', { ...message, clientId: 'login-2' })).body).not.toEqual(
      accepted.body,
    );
    expect((await manage(second.managementUrl, 'GET /messages')).body).toMatchObject({ messages: [{}, {}] });
    await second.stop();
    expect(await readdir(folder)).toEqual(['sms-gateway.json']);
  });

  test('keeps answers, clients and cursors when it is killed', async () => {
    const options = { ...free, stateFile: join(folder, 'health-commission.json') };
    const contact = { kind: 'contact', degree: 'close', since: '2022-11-21T08:00:00+08:00' };
    const first = await startSimulatorProcess('health-commission', options);
    await manage(first.managementUrl, 'PUT /answers', { persons: { [liuYang.documentNumber]: [contact] } });
    await manage(first.managementUrl, 'PUT /clients', { 'tongxing-610000': 'simulated-secret-of-shaanxi' });
    const shaanxi = { appId: 'tongxing-610000', secret: 'simulated-secret-of-shaanxi', now: Date.now() };
    const before = await ask(first.url, 'GET /v1/changes', {}, shaanxi);
    await first.stop('SIGKILL');
    const second = await startSimulatorProcess('health-commission', options);
    const after = await ask(second.url, 'GET /v1/changes', {}, shaanxi);
    expect(after.body).toMatchObject({
      changes: [{ records: [contact] }],
      next: (before.body as { next: string }).next,
    });
    await second.stop();
  });

  test('forgets everything where it has no state file', async () => {
    const first = await startSimulatorProcess('population-registry', free);
    await manage(first.managementUrl, 'PUT /answers', { residents: { [liuYang.documentNumber]: { name: '刘洋' } } });
    await first.stop();
    const second = await startSimulatorProcess('population-registry', free);
    expect((await manage(second.managementUrl, 'GET /answers')).body).toEqual({ residents: {} });
    await second.stop();
  });

  test.each([
    ['is not JSON', '{"simulator":', /is not JSON/],
    ['is of another program', '{"simulator":"sms-gateway"}', /not the state of population-registry/],
    [
      'was edited badly',
      '{"simulator":"population-registry","answers":{"residents":{"1":{}}},"clients":{}}',
      /does not fit/,
    ],
  ])('does not start from a state file that %s', async (_, content, complaint) => {
    const stateFile = join(folder, 'population-registry.json');
    await writeFile(stateFile, content);
    await expect(startSimulatorProcess('population-registry', { ...free, stateFile })).rejects.toThrow(complaint);
  });

  test('does not outlive a parent that is killed', async () => {
    const script = `
      import { startSimulatorProcess } from ${JSON.stringify(new URL('./process.ts', import.meta.url).href)};
      console.log((await startSimulatorProcess('sms-gateway', { port: 0, managementPort: 0 })).url);`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const url = line.toString().trim();
    expect((await fetch(url)).status).toBe(401);
    parent.kill('SIGKILL');
    await expect(untilRefused(url)).resolves.toMatch(/fetch failed/);
  });

  test('says which port is taken', async () => {
    const first = await startSimulatorProcess('population-registry', free);
    const port = Number(new URL(first.url).port);
    await expect(startSimulatorProcess('nat-laboratory', { port, managementPort: 0 })).rejects.toThrow(
      `Port ${port} is taken`,
    );
    await first.stop();
  });
});

/** Asks until nobody answers any more; the test's own time limit ends it otherwise. */
async function untilRefused(url: string): Promise<string> {
  for (;;) {
    const refusal = await fetch(url).then(
      () => undefined,
      (error: unknown) => (error as Error).message,
    );
    if (refusal !== undefined) return refusal;
  }
}
