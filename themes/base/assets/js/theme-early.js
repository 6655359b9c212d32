// A classic script in <head>: sets what the reader chose before anything is painted.
{
  const { dataset } = document.documentElement;
  const given = { ...dataset };
  const apply = () => {
    try {
      for (const name of ["theme", "size", "density", "keys"]) {
        const value = localStorage.getItem(`papershelf-${name}`) ?? given[name];
        if (value) dataset[name] = value;
        else delete dataset[name];
      }
    } catch {
      // Storage is blocked: what is chosen lasts as long as the page.
    }
  };
  apply();
  // Another tab may choose, and browsers keep the page that was left for the way back.
  addEventListener("storage", apply);
  addEventListener("pageshow", (event) => {
    if (event.persisted) apply();
  });
}
