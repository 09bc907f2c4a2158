-- A save in the middle of a visit writes two pages instead of six: the open line stands with the standing, which every
-- commit writes anyway, and reaches the journal's tables when it is sealed. Also: what was put in the bin.

-- A JSON list of its columns and salt, a line feed, and its content; NULL while no line is open.
ALTER TABLE standing ADD COLUMN open_line BLOB;
UPDATE standing SET open_line = (
    SELECT CAST(
        json_array(number, first_seq, last_seq, at, worker, kind, l.family, assessment, lower(hex(salt)))
        || char(10) || content AS BLOB)
    FROM journal_line l JOIN journal_content c ON c.line = l.number WHERE l.chain IS NULL
);
DELETE FROM journal_content WHERE line IN (SELECT number FROM journal_line WHERE chain IS NULL);
DELETE FROM journal_line WHERE chain IS NULL;
DROP INDEX one_open_line;
DROP INDEX journal_content_of_family;  -- journal_of_family finds the lines, and their numbers the content

-- Families (assessment empty) and assessments that were taken out of sight and can be put back until they are erased.
CREATE TABLE bin (
    family TEXT NOT NULL REFERENCES family (id),
    assessment TEXT NOT NULL,
    at TEXT NOT NULL,
    worker TEXT NOT NULL,
    PRIMARY KEY (family, assessment)
) STRICT, WITHOUT ROWID;
