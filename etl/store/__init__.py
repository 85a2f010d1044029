"""What lies on disk: releases, snapshots, what runs noted; the hinge that the portal reads."""
