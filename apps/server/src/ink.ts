/** White or ink on a colour of the province's choice, whichever can be read better (relative luminance, WCAG 2.2). */
export function textOn(colour: string): '#FFFFFF' | '#17212B' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const inkLuminance = 0.0149;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / (inkLuminance + 0.05) ? '#FFFFFF' : '#17212B';
}
