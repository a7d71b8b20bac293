import { wronglyYellow } from './rules/appeal.ts';
import { depositorsTurnedRed } from './rules/depositors.ts';
import { askingWhy } from './rules/explain.ts';
import { placeCodeForwarded } from './rules/place-codes.ts';
import { twoProvinces } from '../provinces.ts';
import { createStoryClock } from './scene.ts';
import type { Story } from './story.ts';

export const rules: Story = {
  name: 'rules',
  about:
    'a colour that is wrong is contested, cleared by one, and certified as corrected; everybody learns why; nobody is coloured in the dark',
  divisions: twoProvinces,
  steps(story) {
    const clock = createStoryClock(story);
    return [
      ...wronglyYellow(story, clock),
      ...placeCodeForwarded(story, clock),
      ...askingWhy(story, clock),
      ...depositorsTurnedRed(story, clock),
    ];
  },
};
