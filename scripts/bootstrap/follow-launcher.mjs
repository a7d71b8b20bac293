// Loaded into the entry by bootstrap.mjs: when the launcher is killed, the entry is asked to stop, so that nothing goes on
// holding ports that the next start needs. Processes the entry starts inherit this flag, hence the look at the parent.
if (process.channel !== undefined && process.env.TONGXING_LAUNCHER === String(process.ppid)) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
