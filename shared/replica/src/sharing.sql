-- How far this node has come with what the nodes of a cluster share, and whether the cluster still has to forget something.
-- It is the node's own and is never shared itself.
CREATE TABLE sharing (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    past     BLOB,             -- names what is shared; none: this store is nobody's but the node's
    sequence INTEGER NOT NULL, -- of the last change that is in this store
    forget   INTEGER NOT NULL  -- changes up to here must leave the cluster; 0: none
) STRICT;
INSERT INTO sharing VALUES (1, NULL, 0, 0);
