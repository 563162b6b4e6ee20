// What stands behind `npm start`, `npm test` and the other scripts: it installs what is missing, builds what has changed,
// then does the job. It runs before anything is installed, so it uses Node alone.

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `allora-sim needs Node 20.19 or newer; this is Node ${process.versions.node}.\n` +
      'Install a newer one from https://nodejs.org and try again.\n',
  );
  process.exit(1);
}

const { main } = await import('./verbs.mjs');
await main(process.argv[2], process.argv.slice(3));
