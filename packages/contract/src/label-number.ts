/** The number that is printed on a tube or a box. One of fifteen digits and more may be somebody's, and is none of ours. */
export const labelNumber = /^(?!.*\d{15})[A-Z0-9-]{4,40}$/;
