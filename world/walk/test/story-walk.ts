import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { twoProvinces } from '../../provinces.ts';
import { openStoryWorld } from '../../stories/story-world.ts';
import { startWalkProcess } from '../process.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

/** A world of its own with the walk beside it, as the demo has them. */
export async function openStoryWalk() {
  const world = await openStoryWorld({ divisions: twoProvinces });
  const folder = await mkdtemp(join(tmpdir(), 'tx-walk-'));
  const close = async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { nodes, simulators } = world.world;
    const shanxi = nodes['140000']!;
    const shandong = nodes['370000']!;
    const keep = async (name: string, content: string) => {
      await writeFile(join(folder, name), content, { mode: 0o600 });
      return join(folder, name);
    };
    const roots = world.roots.map(({ kid, key }) => ({ kid: hex(kid), x: text(key.x), y: text(key.y) }));
    const walk = await startWalkProcess({
      port: 0,
      nodes: { shanxi: shanxi.url, shandong: shandong.url },
      adminFiles: {
        shanxi: await keep('shanxi.secret', shanxi.admin.password),
        shandong: await keep('shandong.secret', shandong.admin.password),
      },
      smsManagementUrl: simulators['sms-gateway'].managementUrl,
      rootsFile: await keep('roots.json', JSON.stringify(roots)),
    });
    return {
      url: walk.url,
      async close() {
        await walk.stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
