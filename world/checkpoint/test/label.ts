/** The label of a tube, SX1124-000301 in Code 128 (ISO/IEC 15417), as another program draws it. */
export const labelled = 'SX1124-000301';

const bars =
  'M10 0h2v50h-2ZM13 0h1v50h-1ZM16 0h1v50h-1ZM21 0h2v50h-2ZM24 0h3v50h-3ZM28 0h1v50h-1ZM32 0h3v50h-3ZM38 0h1v50h-1ZM40 0h2v50h-2ZM43 0h1v50h-1ZM45 0h3v50h-3ZM49 0h4v50h-4ZM54 0h2v50h-2ZM59 0h1v50h-1ZM62 0h1v50h-1ZM65 0h3v50h-3ZM69 0h1v50h-1ZM72 0h2v50h-2ZM76 0h1v50h-1ZM78 0h4v50h-4ZM83 0h3v50h-3ZM87 0h1v50h-1ZM90 0h2v50h-2ZM93 0h3v50h-3ZM98 0h1v50h-1ZM100 0h3v50h-3ZM104 0h4v50h-4ZM109 0h2v50h-2ZM112 0h2v50h-2ZM116 0h2v50h-2ZM120 0h1v50h-1ZM123 0h1v50h-1ZM126 0h2v50h-2ZM131 0h2v50h-2ZM135 0h2v50h-2ZM138 0h2v50h-2ZM142 0h2v50h-2ZM145 0h2v50h-2ZM148 0h4v50h-4ZM153 0h2v50h-2ZM158 0h3v50h-3ZM162 0h1v50h-1ZM164 0h2v50h-2Z';

/** It stands before a camera. */
export const label = `<div style="width: 900px; padding: 24px; background: #fff"><svg viewBox="0 0 176 50"><path d="${bars}"/></svg></div>`;
