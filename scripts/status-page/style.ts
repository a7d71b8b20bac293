import { html } from '../../apps/server/src/pages/html.ts';

/** In the page itself: whoever reads it may have nothing else. */
export const style = html`<style>
  :root {
    color-scheme: light dark;
    --ink: #17212b;
    --paper: #ffffff;
    --quiet: #5f6b76;
    --line: #dde3e8;
    --action: #0b5cad;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --ink: #e8edf2;
      --paper: #10161c;
      --quiet: #a9b4be;
      --line: #2b3640;
      --action: #8ec1f5;
    }
  }
  body {
    margin: 0;
    background: var(--paper);
    color: var(--ink);
    font:
      18px/1.7 'PingFang SC',
      'HarmonyOS Sans SC',
      'Noto Sans CJK SC',
      'Microsoft YaHei',
      sans-serif;
    font-variant-numeric: tabular-nums;
  }
  header,
  main,
  footer {
    max-width: 648px;
    margin: 0 auto;
    padding: 16px 20px;
  }
  header {
    color: var(--quiet);
    border-bottom: 1px solid var(--line);
  }
  section + section {
    margin-top: 40px;
    border-top: 1px solid var(--line);
    padding-top: 16px;
  }
  h1 {
    font-size: 26px;
    line-height: 1.35;
    margin: 12px 0 16px;
  }
  h2 {
    font-size: 18px;
    margin: 24px 0 8px;
  }
  p {
    margin: 8px 0;
  }
  .item {
    padding-left: 1.2em;
    text-indent: -1.2em;
  }
  .state {
    border: 1px solid var(--line);
    border-radius: 8px;
    padding: 12px 16px;
    font-weight: 600;
  }
  .started {
    background: #f5b000;
    border-color: #f5b000;
    color: #2b1d00;
    font-size: 24px;
  }
  .started small {
    display: block;
    font-size: 16px;
    font-weight: 400;
  }
  .call {
    margin-top: 24px;
    font-size: 22px;
  }
  .call a {
    color: var(--action);
    display: inline-block;
    min-height: 44px;
  }
  .quiet,
  footer {
    color: var(--quiet);
    font-size: 15px;
  }
  footer p {
    margin: 4px 0;
  }
  code {
    overflow-wrap: anywhere;
  }
</style>`;
