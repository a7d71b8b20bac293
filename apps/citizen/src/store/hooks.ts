import { useSyncExternalStore } from 'react';
import { speakers, type Speaker } from '@/words/language';
import { getKept, onKept, type Kept } from './kept';

export function useKept(): Kept {
  return useSyncExternalStore(onKept, getKept, getKept);
}

/** Says everything in the language chosen. */
export function useWords(): Speaker {
  return speakers[useKept().language];
}
