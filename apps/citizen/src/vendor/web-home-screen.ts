import type { HomeScreen } from './vendor';

/** What Chromium browsers tell once they would offer to put the page on the home screen (Web App Manifest, "install prompts"). */
interface InstallEvent extends Event {
  prompt(): Promise<void>;
  readonly userChoice: Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/** Heard before any page is drawn: it is told once. */
export function createHomeScreen(): HomeScreen {
  let asking: InstallEvent | undefined;
  const listeners = new Set<() => void>();
  const change = (event: InstallEvent | undefined) => {
    asking = event;
    for (const listener of listeners) listener();
  };
  window.addEventListener('beforeinstallprompt', (event) => {
    // It is offered where she looks for it, and not over the code.
    event.preventDefault();
    change(event as InstallEvent);
  });
  window.addEventListener('appinstalled', () => change(undefined));
  return {
    way() {
      if (isThere()) return 'there';
      if (asking !== undefined) return 'ask';
      return /iPhone|iPad|iPod/.test(navigator.userAgent) ? 'share-menu' : 'browser-menu';
    },
    async ask() {
      const event = asking;
      if (event === undefined) return false;
      await event.prompt();
      const { outcome } = await event.userChoice;
      // A browser asks once with each event.
      change(undefined);
      return outcome === 'accepted';
    },
    onChange(told) {
      listeners.add(told);
      return () => listeners.delete(told);
    },
  };
}

/** Opened from the home screen; iOS says so in a way of its own. */
function isThere(): boolean {
  const { standalone } = navigator as { standalone?: boolean };
  return standalone === true || matchMedia('(display-mode: standalone)').matches;
}
