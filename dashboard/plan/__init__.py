"""Plans: pages that tell an ordered story over indicators, each one file in dashboard/plans/."""
