// Plain JavaScript: a Node that is too old for the rest of this project must still get as far as saying so.
const wanted = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < wanted) {
  console.error(
    `This needs Node ${wanted} or newer and runs on ${process.versions.node}. "npm ci" brings Node ${wanted} along, unless optional packages are left out; then start it with "npm start".`,
  );
  process.exitCode = 2;
} else {
  try {
    const { main } = await import('./main.ts');
    await main(process.argv.slice(2));
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND' || !/Cannot find package/.test(error.message)) throw error;
    console.error(`Packages are missing (${error.message.split("'")[1]}): run "npm ci" first.`);
    process.exitCode = 2;
  }
}
