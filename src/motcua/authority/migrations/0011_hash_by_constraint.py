from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("authority", "0010_delegation_papers"),)
    operations = (
        migrations.AlterField(model_name="imprint", name="hash", field=models.CharField(max_length=64)),
        migrations.AddConstraint(
            model_name="imprint",
            constraint=models.UniqueConstraint(fields=("hash",), name="imprint_hash_once"),
        ),
    )
