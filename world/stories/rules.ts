import { nationalPlan } from './rules/national-plan.ts';
import { createStoryClock } from './scene.ts';
import type { Story } from './story.ts';

export const rules: Story = {
  name: 'rules',
  about: 'rules change overnight by two people, at their minute, for everybody whom they concern, and back',
  steps(story) {
    const clock = createStoryClock(story);
    return [...nationalPlan(story, clock)];
  },
};
