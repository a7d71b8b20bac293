import { beforeAndAtArrival } from './recognition/arrival.ts';
import { conformance } from './recognition/conformance.ts';
import { afterwards } from './recognition/afterwards.ts';
import { causesAndCures } from './recognition/causes.ts';
import { settling } from './recognition/settling.ts';
import { theThirdProvince } from './recognition/third-province.ts';
import { modesOfRecognition } from './recognition/modes.ts';
import { pictures } from './recognition/pictures.ts';
import { waiting } from './recognition/waiting.ts';
import { createStoryClock, type StoryClock } from './scene.ts';
import type { Step, Story, StoryWorld } from './story.ts';

/** A part of the story, with people of its own: the parts share the nodes and the clock, and nothing else. */
export type RecognitionPart = (story: StoryWorld, clock: StoryClock) => Step[];

// The last parts move the clock, and conformance is asked by the machine's own.
const parts: readonly RecognitionPart[] = [
  theThirdProvince,
  modesOfRecognition,
  afterwards,
  conformance,
  pictures,
  waiting,
  causesAndCures,
  beforeAndAtArrival,
  settling,
];

export const recognition: Story = {
  name: 'recognition',
  about: 'three provinces recognise each other: everybody who travels is answered, and nobody is believed unsigned',
  steps(story) {
    const clock = createStoryClock(story);
    return parts.flatMap((part) => part(story, clock));
  },
};
