import { parseArgs } from 'node:util';
import { badDays } from './bad-days.ts';
import { mainJob } from './main-job.ts';
import { recognition } from './recognition.ts';
import { release } from './release.ts';
import { rules } from './rules.ts';
import { openStoryWorld } from './story-world.ts';
import type { Story } from './story.ts';

const stories: readonly Story[] = [mainJob, badDays, release, rules, recognition];

const { values, positionals: asked } = parseArgs({
  options: { except: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
});
const unknown = [...asked, ...values.except].filter((name) => !stories.some((story) => story.name === name));
if (unknown.length > 0) {
  console.error(`no story ${unknown.join(', ')}; there are: ${stories.map((story) => story.name).join(', ')}`);
  process.exit(2);
}

for (const story of stories) {
  if (values.except.includes(story.name) || (asked.length > 0 && !asked.includes(story.name))) continue;
  if (!(await tell(story))) process.exit(1);
}

/** Lives a story step by step; after every step the invariants must hold. False at the first step that fails. */
async function tell(story: Story): Promise<boolean> {
  console.log(`story ${story.name}: ${story.about}`);
  const began = performance.now();
  const world = await openStoryWorld(story.divisions === undefined ? {} : { divisions: story.divisions });
  console.log(`  world ready in ${seconds(began)} s`);
  let number = 0;
  try {
    for (const step of story.steps(world)) {
      number += 1;
      const start = performance.now();
      const seen = await step.run();
      const held = await world.invariants.check();
      const clean = await world.markers.check();
      const checked = `${held} invariants hold, nothing personal in ${clean} places`;
      console.log(`  ${number}. ${step.title}: ${seen} (${seconds(start)} s; ${checked})`);
    }
    console.log(`story ${story.name}: ${number} steps passed`);
    return true;
  } catch (error) {
    console.error(`story ${story.name}: step ${number} failed: ${describe(error)}`);
    return false;
  } finally {
    await world.close();
  }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
