-- What a client of tus said of a file when it announced it, word for word: HEAD repeats it.
ALTER TABLE uploads ADD COLUMN metadata TEXT NOT NULL DEFAULT '';
