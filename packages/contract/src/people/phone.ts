const mainlandMobile = /^\+861[3-9]\d{9}$/;

/**
 * A phone as E.164 (`+8619900000001`), or undefined. Mainland mobile numbers may come as their 11 digits, any with spaces, hyphens,
 * brackets, or 00 for +. Whether a foreign number exists is for the code to prove that is sent to it.
 */
export function parsePhone(text: string): string | undefined {
  const dialled = text.replaceAll(/[\s()-]/g, '').replace(/^00(?=[1-9])/, '+');
  const phone = /^1[3-9]\d{9}$/.test(dialled) ? `+86${dialled}` : dialled;
  if (phone.startsWith('+86')) return mainlandMobile.test(phone) ? phone : undefined;
  return /^\+[1-9]\d{6,14}$/.test(phone) ? phone : undefined;
}

export function isMainlandPhone(phone: string): boolean {
  return mainlandMobile.test(phone);
}

/** How systems of this country write a phone: 11 digits where it is a mainland mobile, else E.164. @param phone E.164 */
export function domesticPhone(phone: string): string {
  return isMainlandPhone(phone) ? phone.slice(3) : phone;
}
