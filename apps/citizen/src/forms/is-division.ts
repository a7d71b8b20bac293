/** Whether what stands in an address is the code of a province, a city or a county. */
export function isDivision(text: string | undefined): text is string {
  return text !== undefined && /^[1-9]\d{5}$/.test(text);
}
