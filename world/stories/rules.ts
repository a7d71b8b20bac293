import { wronglyYellow } from './rules/appeal.ts';
import { depositorsTurnedRed } from './rules/depositors.ts';
import { askingWhy } from './rules/explain.ts';
import { nationalPlan } from './rules/national-plan.ts';
import { createStoryClock } from './scene.ts';
import type { Story } from './story.ts';

export const rules: Story = {
  name: 'rules',
  about:
    'rules change overnight by two people, at their minute, for everybody whom they concern, and back; a colour that is wrong is contested, cleared by one, and certified as corrected; nobody is coloured in the dark',
  steps(story) {
    const clock = createStoryClock(story);
    return [
      ...wronglyYellow(story, clock),
      ...askingWhy(story, clock),
      ...nationalPlan(story, clock),
      ...depositorsTurnedRed(story, clock),
    ];
  },
};
