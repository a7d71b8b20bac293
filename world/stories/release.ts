import { nationalPlan } from './rules/national-plan.ts';
import { twoProvinces } from '../provinces.ts';
import { createStoryClock } from './scene.ts';
import type { Story } from './story.ts';

/** In a world of its own: it counts everybody there is, and moves the clock to midnight. */
export const release: Story = {
  name: 'release',
  about: 'rules change overnight by two people, at their minute, for everybody whom they concern, and back',
  divisions: twoProvinces,
  steps: (story) => nationalPlan(story, createStoryClock(story)),
};
