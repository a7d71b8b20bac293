const choice = 'tongxing-checkpoint.registers-visits';

/** Whether this device registers the visit of everybody whom it lets pass: chosen on the device, since only some doors do. */
export function registersVisits(): boolean {
  return localStorage.getItem(choice) === 'yes';
}

export function chooseRegistering(on: boolean): void {
  localStorage.setItem(choice, on ? 'yes' : 'no');
}
