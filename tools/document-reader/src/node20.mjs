// What pdf.js takes for granted and Node 20 lacks. Imported before pdf.js; does nothing on Node 22.
Promise.withResolvers ??= function withResolvers() {
  let resolve;
  let reject;
  const promise = new this((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
};
