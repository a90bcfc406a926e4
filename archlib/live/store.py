"""A store of objects: a folder with a file for each key."""

from pathlib import Path


class Store:
    """Keeps bytes under keys such as "masters/3"; a file comes to be whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, key: str, content: bytes) -> None:
        """Keep an object, in the place of an older one of its key."""
        path = self.folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f"{path.name}.part")
        half.write_bytes(content)
        half.replace(path)

    def get(self, key: str) -> bytes:
        """Return an object; FileNotFoundError if there is none."""
        return (self.folder / key).read_bytes()

    def keys(self) -> list[str]:
        """Return all keys, sorted."""
        return sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file())
