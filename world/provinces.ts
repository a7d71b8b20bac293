/** The provinces of the world, in the order in which they are shown. Everything else about them is in provinces/ and policies/. */
export const provinces = [
  { division: '370000', name: { zh: '山东省', en: 'Shandong' }, port: 37000 },
  { division: '140000', name: { zh: '山西省', en: 'Shanxi' }, port: 14000 },
] as const;

export const shandong = '370000';
export const shanxi = '140000';
